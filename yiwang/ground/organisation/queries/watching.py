"""Who stands over a unit and might want to hear of its work."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, JSONObject

from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.queries.reaching import in_force


def standing_over(*, unit: Combinable, roles: Iterable[str], officer: Combinable) -> QuerySet[Officer]:
    """Officers with one of these roles over a unit, and this officer; each with all own posts in force as `held`.

    `unit`: an expression that gives the unit's code, `officer` one that gives the key, so that the caller's statement asks for
    both. `held`: roles, lines, code of the scope, code of the post's unit; whose line it is, the caller looks at.
    """
    posts = Post.objects.filter(in_force(), officer=OuterRef("pk")).order_by()
    over = Q(whole=F("scope__code")) | Q(whole__startswith=Concat(F("scope__code"), Value(".")))
    reaching = posts.filter(roles__overlap=sorted(roles)).alias(whole=unit).filter(over)
    held = posts.values(said=JSONObject(roles="roles", lines="lines", scope="scope__code", unit="unit__code"))
    rows = Officer.objects.select_related("unit").filter(is_active=True)
    return rows.filter(Q(Exists(reaching)) | Q(pk=officer)).annotate(held=ArraySubquery(held))
