"""The profile of every enterprise, from all that is known now."""

from __future__ import annotations

from typing import Final

from zhouqi.events import View

PROFILES: Final = View(
    "profile",
    """
with own as (
  select distinct on (project_id) project_id, enterprise
  from project where not withdrawn order by project_id, stream
),
known as (
  select code from registered
  union select enterprise from own
  union select enterprise from enterprise
),
stock as (select enterprise, count(*)::integer as projects from own group by enterprise),
yearly as (
  select o.enterprise, i.equipment, i.research, i.year, max(i.year) over (partition by o.enterprise) as latest
  from inputs i join own o using (project_id)
),
put as (
  select enterprise, sum(equipment) as equipment, sum(research) as research
  from yearly where year = latest group by enterprise
),
sold as (
  select o.enterprise, sum(s.amount) as sales
  from (
    select distinct on (project_id) project_id, amount
    from sales order by project_id, period_end desc, updated_at desc, stream
  ) s join own o using (project_id) group by o.enterprise
),
paid as (
  select o.enterprise, sum(t.amount) as tax
  from (
    select distinct on (project_id) project_id, amount
    from tax order by project_id, period_end desc, updated_at desc, stream
  ) t join own o using (project_id) group by o.enterprise
),
evaluated as (
  select distinct on (o.enterprise) o.enterprise, p.grade
  from performance p join own o using (project_id)
  where p.grade is not null order by o.enterprise, p.year desc, p.updated_at desc, p.stream
),
ground as (
  select o.enterprise, sum(l.area) as area from land l join own o using (project_id) group by o.enterprise
)
select
  k.code as enterprise, r.name, r.township, r.industry,
  coalesce(r.above_scale, false) as above_scale, coalesce(r.honours, '{}') as honours,
  coalesce(stock.projects, 0) as projects, coalesce(ground.area, 0) as land_area,
  coalesce(put.equipment, 0) as equipment, coalesce(put.research, 0) as research,
  coalesce(sold.sales, 0) as sales, coalesce(paid.tax, 0) as tax, evaluated.grade
from known k
left join registered r on r.code = k.code
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
"""
