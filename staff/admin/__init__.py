"""Who works here, how the app is set, and who did what: for administrators.

settings_table.py  the settings in groups, with what stands now
"""
