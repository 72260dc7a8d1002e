package dev.millrace.ops.alerts;

import java.util.List;

/** What a rule looks for. It keeps nothing; what must be remembered is in the {@link Sight}. */
@FunctionalInterface
interface Condition {

    /** A verdict on each thing that the rule is about; what is not named any more is gone. */
    List<Verdict> judge(Sight sight);
}
