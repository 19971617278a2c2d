"""Forms and lines of areas and places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from yiwang.ground.places.models import Area, Handover, Place
from yiwang.ground.places.states import LABELS, Kind
from yiwang.sites.ui.pages import Tag
from yiwang.sites.workbench.tables.names import Names

NEEDED = {"required": "请填写这一项"}
KINDS = [(kind.value, LABELS[kind]) for kind in Kind if kind not in (Kind.COUNTY, Kind.AREA)]


def _listed(text: str) -> list[str]:
    """Names parted by 、 ； or lines."""
    for sign in "；;\n，,":
        text = text.replace(sign, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


class AliasesField(forms.CharField):
    """Other names, parted by 、."""

    def __init__(self) -> None:
        super().__init__(
            label="群众还怎么叫", required=False, max_length=300, help_text="几个叫法用顿号隔开，例如老城、鼓楼那边。"
        )

    def prepare_value(self, value: Any) -> Any:
        """A list as it was typed."""
        return "、".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The names, each at most sixty signs."""
        names = _listed(str(super().clean(value)))
        if any(len(name) > 60 for name in names):
            raise forms.ValidationError("一个叫法最多60字，请写短些")
        return names


class AreaForm(forms.Form):
    """An area's particulars."""

    name = forms.CharField(label="名称", max_length=40, error_messages=NEEDED, help_text="例如鼓前街道。")
    name_en = forms.CharField(label="英文名", max_length=60, required=False)
    aliases = AliasesField()
    population = forms.IntegerField(
        label="人口", min_value=0, max_value=10_000_000, required=False,
        error_messages={"invalid": "请填数字", "min_value": "不能小于0", "max_value": "太大了，请核对"},
    )  # fmt: skip
    note = forms.CharField(label="说明", max_length=200, required=False)

    def clean_population(self) -> int:
        """Nobody said: none."""
        return self.cleaned_data["population"] or 0


class NewAreaForm(AreaForm):
    """A new area beside another one of the county."""

    code = forms.SlugField(
        label="代码", max_length=20, help_text="例如jc-gq，定了就不能改。",
        error_messages=NEEDED | {"invalid": "只用字母、数字、横线和下划线"},
    )  # fmt: skip
    like = forms.ChoiceField(label="和哪个片区同一个县区")
    station_code = forms.ChoiceField(label="归哪个派出所", error_messages={"required": "请选一个派出所"})
    field_order = ["code", "name", "like", "station_code"]

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].choices = names.options("areas")  # type: ignore[attr-defined]
        self.fields["station_code"].choices = [("", "请选择"), *names.options("units")]  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """Another station, from a day on."""

    to_station = forms.ChoiceField(label="改归哪个派出所", error_messages={"required": "请选一个派出所"})
    valid_from = forms.DateField(
        label="从哪天起", required=False, widget=forms.DateInput({"type": "date"}), help_text="空着就是今天马上。",
        error_messages={"invalid": "日期写成2026-12-01这样"},
    )  # fmt: skip
    note = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_station"].choices = [("", "请选择"), *names.options("units")]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """A place's particulars."""

    name = forms.CharField(label="名称", max_length=60, error_messages=NEEDED)
    kind = forms.ChoiceField(label="是什么地方", choices=KINDS)
    area_code = forms.ChoiceField(label="在哪个片区")
    station_code = forms.ChoiceField(label="归哪个派出所", required=False, help_text="一般不用选，随片区。")
    aliases = AliasesField()

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"].choices = names.options("areas")  # type: ignore[attr-defined]
        self.fields["station_code"].choices = [("", "随片区"), *names.options("units")]  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """An area of the list."""

    code: str
    name: str
    county: str
    station: str
    is_unknown: bool
    county_unit: str
    population: int
    aliases: str
    tags: tuple[Tag, ...]
    url: str

    @classmethod
    def of(cls, area: Area, units: Mapping[str, str], planned: Mapping[str, Handover]) -> "AreaLine":
        """Its line; a station that does not exist stands in red."""
        coming = planned.get(area.code)
        tags = [Tag(text="已停用")] if area.is_retired else []
        if coming:
            day = f"{coming.valid_from.month}月{coming.valid_from.day}日"
            tags.append(Tag(text=f"{day}起归{units.get(coming.to_station, coming.to_station)}", tone="hold"))
        return cls(
            code=area.code, name=area.name, county=area.county, station=units.get(area.station_code, area.station_code),
            is_unknown=area.station_code not in units, county_unit=units.get(area.county_unit_code, area.county_unit_code),
            population=area.population, aliases="、".join(area.aliases), tags=tuple(tags),
            url=reverse("tables:area", args=[area.code]),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HandoverLine:
    """A handover, past or to come."""

    id: int
    day: date
    before: str
    after: str
    note: str
    by: str
    is_done: bool

    @classmethod
    def of(cls, one: Handover, units: Mapping[str, str]) -> "HandoverLine":
        """Its line."""
        return cls(
            id=one.pk, day=one.valid_from, before=units.get(one.from_station, one.from_station),
            after=units.get(one.to_station, one.to_station), note=one.note, by=one.planned_by, is_done=one.done_at is not None,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """A place of the list."""

    id: int
    name: str
    kind: str
    where: str
    station: str
    aliases: str
    is_retired: bool

    @classmethod
    def of(cls, place: Place, units: Mapping[str, str]) -> "PlaceLine":
        """Its line; its station only where it is not the area's."""
        own = place.station_code != place.area.station_code
        return cls(
            id=place.pk, name=place.name, kind=LABELS[Kind(place.kind)], where=str(place.area),
            station=units.get(place.station_code, place.station_code) if own else "", aliases="、".join(place.aliases),
            is_retired=place.is_retired,
        )  # fmt: skip
