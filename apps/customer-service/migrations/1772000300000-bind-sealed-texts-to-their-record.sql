-- Texts of format v2 are bound to their row. Those of v1 stay readable and are sealed anew in the background, found by
-- the indexes, which are empty in the end. To contract, once no v1 is left: allow v2 only, drop the indexes.
alter table survey drop constraint survey_comment_sealed_check,
  add constraint survey_comment_sealed_check check (comment_sealed like 'v1.%' or comment_sealed like 'v2.%');
create index survey_sealed_as_v1 on survey (id) where comment_sealed like 'v1.%';

alter table complaint drop constraint complaint_description_sealed_check,
  add constraint complaint_description_sealed_check
    check (description_sealed like 'v1.%' or description_sealed like 'v2.%');
create index complaint_sealed_as_v1 on complaint (id) where description_sealed like 'v1.%';

alter table complaint_step drop constraint complaint_step_text_sealed_check,
  add constraint complaint_step_text_sealed_check check (text_sealed like 'v1.%' or text_sealed like 'v2.%');
create index complaint_step_sealed_as_v1 on complaint_step (complaint_id, position) where text_sealed like 'v1.%';
