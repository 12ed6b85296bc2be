-- What is approved, paid or came back of a call's money, in cents: all that is not to give away. Of
-- stipends, and of what members are paid back.
CREATE OR REPLACE FUNCTION stipends_taken_of(of_call bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT COALESCE(sum(part.amount_cents), 0)
    FROM stipends_installment AS part
    JOIN stipends_agreement AS agreement ON agreement.id = part.agreement_id
    JOIN selection_decision AS decision ON decision.id = agreement.decision_id
    JOIN applications_application AS application ON application.id = decision.application_id
    WHERE application.call_id = of_call AND (
        SELECT entry.status FROM stipends_ledgerentry AS entry
        WHERE entry.installment_id = part.id ORDER BY entry.id DESC LIMIT 1
    ) NOT IN ('to_approve', 'voided')
$$;
