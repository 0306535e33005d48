"""The app behind the web server that is shipped with it, as a clinic would run them."""
