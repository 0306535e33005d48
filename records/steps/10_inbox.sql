-- Ways through the received answers that do not read them all, by who acts next.
CREATE INDEX responses_by_state ON responses (state, waiting, received DESC, id DESC)
    WHERE received IS NOT NULL;
