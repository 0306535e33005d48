"""Who may come in, and what each may see and do.

roles.py           which role may see and do what: the one table
access.py          what every staff page asks before it is shown
menu.py            the staff pages in order
authentication.py  whether somebody is who they say
passphrases.py     what makes one good enough
first_sign_in.py   the link that the first start prints
"""
