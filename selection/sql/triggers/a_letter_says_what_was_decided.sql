-- A letter has the words for what stands about its person: released, not replaced since, the call's
-- own, in their newest version. Nobody who withdrew gets one.
IF NOT EXISTS (
    SELECT FROM selection_decision AS decision
    JOIN selection_release AS release ON release.id = decision.release_id
    JOIN selection_lettertemplate AS template ON template.id = NEW.template_id
    JOIN applications_application AS application ON application.id = decision.application_id
    WHERE decision.id = NEW.decision_id
      AND release.status = 'released'
      AND application.status <> 'withdrawn'
      AND (template.call_id, template.outcome) = (release.call_id, decision.outcome)
      AND NOT EXISTS (
          SELECT FROM selection_decision AS newer
          JOIN selection_release AS later ON later.id = newer.release_id
          WHERE newer.replaces_id = decision.id AND later.status = 'released'
      )
      AND NOT EXISTS (
          SELECT FROM selection_lettertemplate AS newer
          WHERE (newer.call_id, newer.outcome, newer.language)
              = (template.call_id, template.outcome, template.language)
            AND newer.version > template.version
      )
) THEN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = 'a letter says what was decided';
END IF;
RETURN NEW;
