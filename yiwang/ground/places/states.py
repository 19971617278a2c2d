"""The kinds of places, with the words people read."""

from enum import StrEnum


class Kind(StrEnum):
    """What a found name stands for; the first two are no places of the gazetteer."""

    COUNTY = "county"
    AREA = "area"
    ROAD = "road"
    ESTATE = "estate"
    VILLAGE = "village"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    MARKET = "market"
    MALL = "mall"
    PARK = "park"
    VENUE = "venue"
    FACTORY = "factory"
    BRIDGE = "bridge"
    OTHER = "other"


LABELS: dict[Kind, str] = {
    Kind.COUNTY: "县区",
    Kind.AREA: "街道乡镇",
    Kind.ROAD: "道路",
    Kind.ESTATE: "小区",
    Kind.VILLAGE: "村",
    Kind.SCHOOL: "学校",
    Kind.HOSPITAL: "医院",
    Kind.MARKET: "市场",
    Kind.MALL: "商场",
    Kind.PARK: "公园景区",
    Kind.VENUE: "场馆",
    Kind.FACTORY: "企业厂区",
    Kind.BRIDGE: "桥梁码头",
    Kind.OTHER: "其他地点",
}
