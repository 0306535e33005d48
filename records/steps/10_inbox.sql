-- Ways through the received answers that do not read them all: by who acts next, by whose they are.
CREATE INDEX responses_by_state ON responses (state, waiting, received DESC, id DESC)
    WHERE received IS NOT NULL;
CREATE INDEX invitations_by_physiotherapist ON invitations (physiotherapist, visit);
