"""Forms and words of the panel need Django loaded, and nothing else."""

from tests.django_stage import configured

configured()
