-- A call's money in cents: its seats times the stipend, and what two people have agreed on top.
CREATE OR REPLACE FUNCTION stipends_money_of(of_call bigint) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT call.seats::bigint * call.stipend_cents + (
        SELECT COALESCE(sum(amount_cents), 0) FROM stipends_budgetincrease AS increase
        WHERE increase.call_id = call.id AND increase.agreed_by_id IS NOT NULL
    )
    FROM applications_call AS call WHERE call.id = of_call
$$;
