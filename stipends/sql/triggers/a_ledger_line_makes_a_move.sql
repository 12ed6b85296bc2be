-- Each line follows the last one of its part, which is unique: of two people at once one is refused.
-- Its move is one of the table; the sum is that of the part.
SELECT * INTO before FROM stipends_ledgerentry
WHERE installment_id = NEW.installment_id ORDER BY id DESC LIMIT 1;
start := COALESCE(before.status, 'to_approve');
IF NEW.follows_id IS DISTINCT FROM before.id
    OR NOT EXISTS (
        SELECT FROM (VALUES /* moves */) AS move (kind, before, after)
        WHERE move.kind = NEW.kind AND move.before = start AND move.after = NEW.status
    )
    OR NEW.amount_cents <> (
        SELECT amount_cents FROM stipends_installment WHERE id = NEW.installment_id
    )
THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = format(
            'a ledger line makes a move of the table: no %s from %s to %s',
            NEW.kind, start, NEW.status
        );
END IF;
RETURN NEW;
