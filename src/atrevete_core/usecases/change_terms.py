"""The salon changes its terms: bookings made before keep the version they were made under."""

from dataclasses import asdict

from atrevete_core.domain.ids import SalonId
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import Records

from .auditing import Act, note_change


async def change_terms(
    records: Records, salon_id: SalonId, policy: SalonPolicy, act: Act
) -> SalonPolicy:
    """Store the terms under the next version and return them; the same terms change nothing."""
    before = await records.salons.policy(salon_id)
    old, new = asdict(before), asdict(policy)
    changed = sorted(key for key, value in new.items() if key != "version" and old[key] != value)
    if not changed:
        return before
    stored = await records.salons.change_policy(salon_id, policy)
    await note_change(
        records,
        salon_id,
        act,
        action="terms.changed",
        subject=f"policy:{stored.version}",
        before={key: old[key] for key in changed},
        after={key: new[key] for key in changed},
    )
    return stored
