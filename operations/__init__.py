"""What keeps it running: jobs, mail, monitoring, the doctor, the commands, a demo."""
