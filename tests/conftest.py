"""What every test shares: no window on the screen, no trace in the user's folders, no clock in property tests."""

import os
import tempfile

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # tests read what the window says in English
# What TensorFlow can do must not depend on the processor, nor on which test has loaded it first.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["LAYERLOOM_HOME"] = tempfile.mkdtemp(prefix="layerloom-tests-")

settings.register_profile("layerloom", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("layerloom")
