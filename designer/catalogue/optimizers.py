"""Every Keras optimizer that takes plain settings: how each training step turns slopes into new weights."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schedules import SCHEDULES
from designer.catalogue.schema import ObjectKind, Setting, Settings
from designer.catalogue.units import Boolean, Integer, Number, NumberOr, Refusal
from designer.values import Value

MODULE = "keras.optimizers"

POSITIVE = Number(low=0, open_low=True)
SHARE = Number(low=0, high=1)
DECAY = Number(low=0, high=1, open_high=True)
RATE = NumberOr(
    "schedule", SCHEDULES, optional=False, number=Number(low=0, decimal=True), carries="initial_learning_rate"
)


def _rate(default: float) -> Setting:
    return Setting(
        "learning_rate",
        RATE,
        default,
        "How large a step training takes. Too large and the loss jumps about; too small and it hardly falls.",
    )


def _decay(name: str, default: float, what: str) -> Setting:
    return Setting(
        name, DECAY, default, f"How much of {what} is kept from step to step: nearer 1 is smoother.", advanced=True
    )


def _epsilon(default: float = 1e-07, name: str = "epsilon") -> Setting:
    return Setting(name, POSITIVE, default, "A tiny number that keeps a division from failing.", advanced=True)


def _weight_decay(default: float | None = None, *, advanced: bool = True) -> Setting:
    return Setting(
        "weight_decay",
        Number(low=0, optional=default is None),
        default,
        "How much every step shrinks all weights, which keeps them small.",
        advanced=advanced,
    )


NAMELESS = ("Lamb",)
"""Those Keras does not find by name."""

BETAS = (_decay("beta_1", 0.9, "the average slope"), _decay("beta_2", 0.999, "the average squared slope"))

AMSGRAD = Setting("amsgrad", Boolean(), False, "Whether steps may only get smaller. Rarely helps.", advanced=True)

ACCUMULATOR = Setting(
    "initial_accumulator_value", Number(low=0), 0.1, "The squared slope each weight starts with.", advanced=True
)

CLIPPING = (
    Setting(
        "clipnorm",
        Number(low=0, optional=True),
        None,
        "Shortens the slopes of each weight array to this length.",
        advanced=True,
    ),
    Setting("clipvalue", Number(low=0, optional=True), None, "Cuts every single slope to this size.", advanced=True),
    Setting(
        "global_clipnorm",
        Number(low=0, optional=True),
        None,
        "Shortens all slopes together to this length.",
        advanced=True,
    ),
)

EMA = (
    Setting(
        "use_ema", Boolean(), False, "Whether a running average of the weights is kept beside them.", advanced=True
    ),
    Setting("ema_momentum", SHARE, 0.99, "How slowly that average follows.", advanced=True),
    Setting(
        "ema_overwrite_frequency",
        Integer(low=1, optional=True),
        None,
        "After how many steps the weights are set to that average; nothing means at the end.",
        advanced=True,
    ),
)

SCALING = (
    Setting("loss_scale_factor", Number(low=0, open_low=True, optional=True), None, "A factor on the loss while slopes are computed, for 16-bit numbers.", advanced=True),
    Setting(
        "gradient_accumulation_steps",
        Integer(low=2, optional=True),
        None,
        "Over how many batches slopes are gathered before one step is taken.",
        advanced=True,
    ),
)  # fmt: skip

SHARED = (*CLIPPING, *EMA, *SCALING)


def _one_clipping(settings: Settings) -> Refusal | None:
    given = [setting.name for setting in CLIPPING if settings[setting.name] is not None]
    if len(given) > 1:
        return Refusal(
            f"Only one of clipnorm, clipvalue and global_clipnorm can be set, found {' and '.join(given)}.", given[1]
        )
    return None


def _optimizer(name: str, help: str, *own: Setting, decay: Setting | None = None) -> ObjectKind:
    """An optimizer with its own settings, weight decay and what every optimizer shares."""
    after = () if any(setting.name == "weight_decay" for setting in own) else (decay or _weight_decay(),)
    return ObjectKind(
        name, MODULE, "" if name in NAMELESS else name.lower(), help, (*own, *after, *SHARED), _one_clipping
    )


def _extra(name: str, default: Value, kind: Number | Boolean | Integer, help: str) -> Setting:
    return Setting(name, kind, default, help, advanced=True)


_ALL = (
    _optimizer(
        "Adam",
        "Gives every weight a step size of its own. Works well almost everywhere: start with it.",
        _rate(0.001), *BETAS, _epsilon(), AMSGRAD,
    ),
    _optimizer(
        "SGD",
        "Plain steps downhill. The simplest one to understand; with momentum 0.9 it is often as good as Adam.",
        _rate(0.01),
        Setting("momentum", SHARE, 0.0, "How much of the last step is carried into the next, like a rolling ball."),
        Setting("nesterov", Boolean(), False, "Whether the slope is measured where momentum is about to lead.", advanced=True),
    ),
    _optimizer(
        "AdamW",
        "Adam that also shrinks all weights a little each step. A good choice for large networks.",
        _rate(0.001), _weight_decay(0.004, advanced=False), *BETAS, _epsilon(), AMSGRAD,
    ),
    _optimizer(
        "RMSprop",
        "Divides each step by how large slopes have lately been. Long the usual choice for LSTM and GRU.",
        _rate(0.001),
        _decay("rho", 0.9, "the average squared slope"),
        Setting("momentum", SHARE, 0.0, "How much of the last step is carried into the next."),
        _epsilon(),
        Setting("centered", Boolean(), False, "Whether the mean slope is taken off first.", advanced=True),
    ),
    _optimizer(
        "Nadam",
        "Adam that looks one step ahead. Sometimes a little faster than Adam.",
        _rate(0.001), *BETAS, _epsilon(),
    ),
    _optimizer(
        "Adagrad",
        "Takes ever smaller steps on weights that have moved a lot. For data where most inputs are zero.",
        _rate(0.001), ACCUMULATOR, _epsilon(),
    ),
    _optimizer(
        "Adadelta",
        "Sets its step sizes from recent slopes. Needs a learning rate near 1.0 to move at all.",
        _rate(0.001), _decay("rho", 0.95, "the average squared slope"), _epsilon(),
    ),
    _optimizer(
        "Adamax",
        "Adam that measures slopes by their largest value. Steady when slopes jump about.",
        _rate(0.001), *BETAS, _epsilon(),
    ),
    _optimizer(
        "Lion",
        "Looks only at the direction of slopes, not their size. Use a learning rate about ten times smaller than Adam's.",
        _rate(0.001), _extra("beta_1", 0.9, Number(0, 1, open_low=True), "How much of the average slope goes into a step."), _decay("beta_2", 0.99, "the average slope"),
    ),
    _optimizer(
        "Lamb",
        "Adam made for very large batches.",
        _rate(0.001), *BETAS, _epsilon(),
    ),
    _optimizer(
        "Adafactor",
        "Adam that needs less memory. For very large networks.",
        _rate(0.001),
        Setting("beta_2_decay", Number(high=0), -0.8, "How fast old squared slopes are forgotten.", advanced=True),
        _epsilon(1e-30, "epsilon_1"),
        _epsilon(0.001, "epsilon_2"),
        Setting("clip_threshold", POSITIVE, 1.0, "How large a step may get.", advanced=True),
        Setting("relative_step", Boolean(), True, "Whether steps shrink as training goes on.", advanced=True),
    ),
    _optimizer(
        "Ftrl",
        "Made for very wide linear models, where it drives weights to zero.",
        _rate(0.001),
        Setting("learning_rate_power", Number(high=0), -0.5, "How fast the learning rate falls; 0 keeps it.", advanced=True),
        ACCUMULATOR,
        Setting("l1_regularization_strength", Number(low=0), 0.0, "How much the sizes of weights cost.", advanced=True),
        Setting("l2_regularization_strength", Number(low=0), 0.0, "How much the squares of weights cost.", advanced=True),
        Setting("l2_shrinkage_regularization_strength", Number(low=0), 0.0, "The same, without changing the step size.", advanced=True),
        Setting("beta", Number(low=0), 0.0, "A number added where a step is divided.", advanced=True),
    ),
    _optimizer(
        "ScheduleFreeAdamW",
        "AdamW that needs no plan for lowering the learning rate.",
        _rate(0.0025), *BETAS, _epsilon(1e-08),
        Setting("warmup_steps", Integer(low=0), 0, "Over how many first steps the learning rate rises.", advanced=True),
    ),
    _optimizer(
        "Muon",
        "Evens out the steps of whole weight arrays. New, and strong on large networks.",
        _rate(0.001),
        _decay("adam_beta_1", 0.9, "Adam's average slope"),
        _decay("adam_beta_2", 0.999, "Adam's average squared slope"),
        _extra("adam_weight_decay", 0.004, Number(low=0, optional=True), "How much steps taken by Adam shrink weights."),
        _epsilon(),
        _weight_decay(0.004),
        _extra("exclude_embeddings", True, Boolean(), "Whether Embedding layers are trained by Adam instead."),
        _extra("muon_a", 3.4445, Number(), "A number of the evening-out formula."),
        _extra("muon_b", -4.775, Number(), "A number of the evening-out formula."),
        _extra("muon_c", 2.0315, Number(), "A number of the evening-out formula."),
        _extra("adam_lr_ratio", 1, POSITIVE, "How many times larger the learning rate of Adam's part is."),
        _extra("momentum", 0.95, SHARE, "How much of the last step is carried into the next."),
        _extra("ns_steps", 5, Integer(low=1, high=100), "How often the evening-out formula is repeated."),
        _extra("nesterov", True, Boolean(), "Whether the slope is measured where momentum is about to lead."),
        _extra("rms_rate", 0.2, Number(low=0, optional=True), "What typical step size is aimed at."),
    ),
)  # fmt: skip

OPTIMIZERS: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
