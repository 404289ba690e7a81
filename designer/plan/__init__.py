"""A checked design as the ordered list of Keras calls. The code generator prints it, the worker runs it.

Plans cross the pipe to the worker, so they are msgspec structs and name nothing but data.

Order of events. A run and the script printed for it give the same numbers because both do this, in this order:
 1. `keras.utils.set_random_seed(training.seed)`, before anything else of Keras;
 2. the examples (made with seeded generators of their own, which leave Keras's alone); of several parts and targets
    those of `TrainingPlan.inputs` and `heads`, in a list each where there are more than one;
 3. every layer is made in the order of `ModelPlan.calls` with its arguments in their order, which draws the seeds of
    its initializers and masks (an `ObjectValue` without settings is given as its alias: an object would draw
    earlier; a layer within another is made just before it); building and joining layers draws nothing, and so a layer
    that is called again is made once, at its first call;
 4. each id of `adapt`, in order: `layer.adapt(x_train)` where the input feeds it directly, else
    `layer.adapt(keras.Model(model.inputs, layer.input).predict(x_train, verbose=0))`; what is among the weights it
    starts from (`training.start`, which are taken over just before) it does not learn anew;
 5. `compile` with a new optimizer, the loss and the metrics, or those of each output and what each loss counts;
 6. `fit` with x_train, y_train, validation_data, epochs, batch_size, shuffle, new callbacks, and class_weight or
    sample_weight. Weights of rows are those of validation rows too, weights of classes are not, as Keras has it; both
    weigh losses and no metrics. Keras draws the order of the rows from the global seed.
"""

from designer.plan.alone import analysed_alone, plan_network
from designer.plan.callbacks import CALLBACK, log_names
from designer.plan.calls import Call, Head, ModelPlan, NetworkPlan, TrainingPlan, called_again, declared
from designer.plan.form import Form, form_of
from designer.plan.metrics import METRIC, normal_metrics
from designer.plan.planning import LOSS, OPTIMIZER, plan_model, plan_of, plan_training
from designer.plan.settings import given_settings, normal_object

__all__ = [
    "CALLBACK",
    "LOSS",
    "METRIC",
    "OPTIMIZER",
    "Call",
    "Form",
    "Head",
    "ModelPlan",
    "NetworkPlan",
    "TrainingPlan",
    "analysed_alone",
    "called_again",
    "declared",
    "form_of",
    "given_settings",
    "log_names",
    "normal_metrics",
    "normal_object",
    "plan_model",
    "plan_network",
    "plan_of",
    "plan_training",
]
