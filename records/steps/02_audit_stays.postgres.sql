-- No entry of the audit can be changed or taken away.
CREATE OR REPLACE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION 'the audit is only added to'; END$$;
CREATE OR REPLACE TRIGGER audit_stays BEFORE UPDATE ON audit
    FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE OR REPLACE TRIGGER audit_remains BEFORE DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION keep_audit();
