"""What people may type about a deliberation. Forms check; actions write."""

from musyawarah.forms.acara import PARTS, STEP_FORMS, PlanForm, StepForm, place_field, plannable
from musyawarah.forms.baris import ROW_FORMS, AnswerForm
from musyawarah.forms.buku import BookForm, PlaceYearForm
from musyawarah.forms.foto_lembar import SheetPhotoForm
from musyawarah.forms.hadir import PasteForm, PersonForm, VillageGrid
from musyawarah.forms.lain import HolidayForm, PhotoForm
from musyawarah.forms.lembar import SheetGrid
from musyawarah.forms.templat import KabupatenForm, SampleForm, TemplateForm
from musyawarah.forms.undangan import InvitationForm

__all__ = [
    "PARTS",
    "ROW_FORMS",
    "STEP_FORMS",
    "AnswerForm",
    "BookForm",
    "HolidayForm",
    "InvitationForm",
    "KabupatenForm",
    "PasteForm",
    "PersonForm",
    "PhotoForm",
    "PlaceYearForm",
    "PlanForm",
    "SampleForm",
    "SheetGrid",
    "SheetPhotoForm",
    "StepForm",
    "TemplateForm",
    "VillageGrid",
    "place_field",
    "plannable",
]
