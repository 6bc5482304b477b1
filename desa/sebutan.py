"""What things are called in a place; the usual words where nobody has said otherwise."""

from desa.models import Sebutan


def sebutan_of(place):
    """The labels of a place's kabupaten. Above that level: the usual ones."""
    return sebutan_of_all([place])[place.pk]


def sebutan_of_all(places):
    """{code: labels} for a list of places, in one query."""
    said = Sebutan.objects.in_bulk({p.kabupaten for p in places}, field_name="kabupaten_id")
    return {p.pk: said.get(p.kabupaten) or Sebutan(kabupaten_id=p.kabupaten) for p in places}
