"""Persons and their roles in minutes: found, linked to one spelling, officers taken apart."""

from nlp.people.finder import PeopleFinder, load_people
from nlp.people.model import Person
from nlp.people.officer import Officer, expand_role, parse_officer
from nlp.people.roster import Roster

__all__ = ["Officer", "PeopleFinder", "Person", "Roster", "expand_role", "load_people", "parse_officer"]
