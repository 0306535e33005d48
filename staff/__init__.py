"""The clinic: who may come in, links to patients, what came in, the sheet before a visit."""
