"""Who works here, how the app is set, and who did what: for administrators."""
