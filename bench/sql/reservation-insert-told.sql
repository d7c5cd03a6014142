with created as (
  insert into reservation (reservation_id, number, customer_id, channel, partner_id, partner_customer_id, reference, price_group, identity_at_pick_up, submitted_at, status, class_code, pick_up_branch_id, pick_up_at, return_branch_id, return_at, price, allowed_classes, hold_expires_at, reasons, alternatives, change, change_expires_at, earlier_notices, vehicle_id, allocation_id, allocated_at, refused_handover, agreement_id, cancellation, fee_fen, fee_settled_at, confirmed_at, readied_at, ended_at, version, revision) select reservation_id, number, customer_id, channel, partner_id, partner_customer_id, reference, price_group, identity_at_pick_up, submitted_at, status, class_code, pick_up_branch_id, pick_up_at, return_branch_id, return_at, price, allowed_classes, hold_expires_at, reasons, alternatives, change, change_expires_at, earlier_notices, vehicle_id, allocation_id, allocated_at, refused_handover, agreement_id, cancellation, fee_fen, fee_settled_at, confirmed_at, readied_at, ended_at, version, revision from jsonb_populate_recordset(null::reservation, $1::jsonb)
), remembered as (
  insert into reservation_history (reservation_id, version, type, status, at, actor, data)
  select h.reservation_id, h.version, h.type, h.status, h.at, h.actor, h.data
    from jsonb_to_recordset($2::jsonb)
      as h(reservation_id uuid, version int, type text, status text, at timestamptz, actor text, data jsonb)
), outbox_input as (
    select * from json_to_recordset($3::json)
      as i(n int, id uuid, topic text, key text, type text, data text, headers jsonb, version bigint)
  ), outbox_locked as (
    insert into outbox_version as v (topic, key, first_version, version)
    select topic, key, min(version), max(version) from outbox_input group by topic, key order by topic, key
    on conflict (topic, key) do update
      set first_version = outbox_new_version(v.topic, v.key, v.version, excluded.first_version),
          version = excluded.version
    returning v.topic, v.key
  ), outbox_logged as (
    insert into event_log (id, topic, key, type, data, headers, aggregate_version)
    select i.id, i.topic, i.key, i.type, i.data, i.headers, i.version
      from outbox_input i join outbox_locked l on l.topic = i.topic and l.key = i.key
     order by i.n
    returning seq, created_at, topic, key
  ), outbox_rows as (
    insert into outbox_queue (seq, created_at, topic, key)
    select seq, created_at, topic, key from outbox_logged returning seq
  ) select 1;
