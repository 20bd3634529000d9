"""The composition root: the only package that names adapters and hands them their settings.

    from .salon: async with open_salon(load_settings()) as salon: …         # for a shell
    from .salon: async with open_receptionist(load_settings()) as maite: …  # for the worker
    from .door: async with open_front_door(load_settings()) as door: …      # what the webhooks need

Each closes what it opened. Shells know vendors only through what is opened here; each imports the
module that it needs, so that the webhook does not load the flow.
"""
