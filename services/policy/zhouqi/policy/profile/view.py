"""The profile of every enterprise, from all that is known now."""

from __future__ import annotations

from typing import Final

from zhouqi.events import View

PROFILE_VIEW: Final = View(
    "profile",
    """
with closed as (select max(date) as day from closed_day),
own as (
  select distinct on (project_id) project_id, enterprise, project_id in (
    select project_id from acceptance where production_on is not null
  ) as produces
  from registration where not withdrawn order by project_id, stream
),
known as (
  select code from registered_enterprise
  union select enterprise from own
  union select enterprise from enterprise
),
stock as (select enterprise, count(*)::integer as projects from own group by enterprise),
yearly as (
  select o.enterprise, i.equipment, i.research, i.year, max(i.year) over (partition by o.enterprise) as latest,
    max(i.year) over (partition by i.project_id) as reported
  from inputs i join own o using (project_id)
),
put as (
  select enterprise, case when bool_and(reported = latest) then sum(equipment) filter (where year = latest) end
    as equipment, case when bool_and(reported = latest) then sum(research) filter (where year = latest) end
    as research
  from yearly where year >= latest - 1 group by enterprise
),
sold as (
  select o.enterprise, case when bool_and(s.amount is not null or not o.produces) then sum(s.amount) end as sales
  from own o left join (
    select distinct on (project_id) project_id, amount
    from sales, closed where period_end + interval '1 year' > closed.day
    order by project_id, period_end desc, updated_at desc, stream
  ) s using (project_id) group by o.enterprise
),
paid as (
  select o.enterprise, case when bool_and(t.amount is not null or not o.produces) then sum(t.amount) end as tax
  from own o left join (
    select distinct on (project_id) project_id, amount
    from tax, closed where period_end + interval '1 year' > closed.day
    order by project_id, period_end desc, updated_at desc, stream
  ) t using (project_id) group by o.enterprise
),
evaluated as (
  select distinct on (o.enterprise) o.enterprise, p.grade
  from performance p join own o using (project_id)
  where p.grade is not null order by o.enterprise, p.year desc, p.updated_at desc, p.stream
),
ground as (
  select o.enterprise, case when count(*) = count(l.area) then sum(l.area) end as area
  from land l join own o using (project_id) group by o.enterprise
)
select
  k.code as enterprise, r.name, r.township, r.industry, r.above_scale, r.honours,
  coalesce(stock.projects, 0) as projects, ground.area as land_area,
  put.equipment, put.research, sold.sales, paid.tax, evaluated.grade
from known k
left join registered_enterprise r on r.code = k.code
left join stock on stock.enterprise = k.code
left join put on put.enterprise = k.code
left join sold on sold.enterprise = k.code
left join paid on paid.enterprise = k.code
left join evaluated on evaluated.enterprise = k.code
left join ground on ground.enterprise = k.code
""",
)
"""A row for each enterprise that is registered, has a project, or was profiled before.

Inputs are those of the enterprise's latest reported year, over its projects; sales and taxes each project's
latest twelve months; the grade is that of the latest year; land is all that its projects were supplied with.
What nobody has said is null: not known, which is not zero. Nor is a sum known of which a part is missing: the
sales or taxes of a project that produces (a report that ended a year before the last closed day says nothing of
the twelve months to it), the inputs of one that reported for the year before, an area of land.
"""
