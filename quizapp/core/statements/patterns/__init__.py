"""Sentence patterns, one file each: a reading of a sentence gives the statements in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quizapp.core.statements.patterns.agents import find_agents
from quizapp.core.statements.patterns.attributes import find_attributes
from quizapp.core.statements.patterns.beside import find_beside
from quizapp.core.statements.patterns.causatives import find_causatives
from quizapp.core.statements.patterns.causes import find_causes
from quizapp.core.statements.patterns.changes import find_changes
from quizapp.core.statements.patterns.comparisons import find_comparisons
from quizapp.core.statements.patterns.complements import find_complements
from quizapp.core.statements.patterns.conditions import find_conditions
from quizapp.core.statements.patterns.contrasts import find_contrasts
from quizapp.core.statements.patterns.definitions import find_definitions
from quizapp.core.statements.patterns.enumerations import find_enumerations
from quizapp.core.statements.patterns.events import find_events
from quizapp.core.statements.patterns.facts import find_facts
from quizapp.core.statements.patterns.gaps import find_gaps
from quizapp.core.statements.patterns.gerunds import find_gerunds
from quizapp.core.statements.patterns.goals import find_goals
from quizapp.core.statements.patterns.headed import find_headed
from quizapp.core.statements.patterns.identity import find_identities
from quizapp.core.statements.patterns.introduced import find_introduced
from quizapp.core.statements.patterns.listing import find_members
from quizapp.core.statements.patterns.lists import find_lists
from quizapp.core.statements.patterns.movers import find_movers
from quizapp.core.statements.patterns.naming import find_names
from quizapp.core.statements.patterns.needs import find_needs
from quizapp.core.statements.patterns.parallel import find_parallels
from quizapp.core.statements.patterns.places import find_places_and_dates
from quizapp.core.statements.patterns.plans import find_plans
from quizapp.core.statements.patterns.quantities import find_measures, find_quantities
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.reasons import find_reasons
from quizapp.core.statements.patterns.relatives import find_relatives
from quizapp.core.statements.patterns.roles import find_roles
from quizapp.core.statements.patterns.subjects import find_subjects
from quizapp.core.statements.patterns.tellings import find_tellings
from quizapp.core.statements.patterns.told_figures import find_told_figures
from quizapp.core.statements.patterns.uses import find_uses
from quizapp.core.statements.patterns.years import find_founding_years, find_target_years
from quizapp.core.statements.statement import Statement

PATTERNS: tuple[Callable[[Reading], Iterator[Statement]], ...] = (
    find_parallels,
    find_lists,
    find_enumerations,
    find_members,
    find_goals,
    find_needs,
    find_definitions,
    find_introduced,
    find_beside,
    find_causes,
    find_reasons,
    find_changes,
    find_conditions,
    find_identities,
    find_roles,
    find_places_and_dates,
    find_names,
    find_quantities,
    find_measures,
    find_target_years,
    find_founding_years,
    find_events,
    find_agents,
    find_relatives,
    find_causatives,
    find_attributes,
    find_subjects,
    find_contrasts,
    find_uses,
    find_comparisons,
    find_complements,
    find_facts,
    find_plans,
    find_tellings,
    find_movers,
    find_gerunds,
    find_headed,
    find_told_figures,
    find_gaps,
)
