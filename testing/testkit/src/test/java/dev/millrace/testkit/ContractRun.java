package dev.millrace.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs one sentence of a contract against a connector with a defect, inside a test. */
final class ContractRun {
    private static final ThreadLocal<String> DEFECT = ThreadLocal.withInitial(() -> "NONE");

    private ContractRun() {}

    /** The defect of the run on this thread. */
    static String defect() {
        return DEFECT.get();
    }

    /** How many tests of this sentence fail; at least one must have been run. */
    static int failures(Class<?> contract, Enum<?> defect, String sentence) {
        DEFECT.set(defect.name());
        if (!defect.name().equals("NONE")) {
            System.setProperty(Eventually.PATIENCE, "1000");
        }
        try {
            var tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(contract, Sentences.named(contract, sentence)))
                    .execute()
                    .testEvents();
            if (tests.started().count() == 0) {
                throw new AssertionError("no test ran for " + sentence);
            }
            return Math.toIntExact(tests.failed().count());
        } finally {
            DEFECT.remove();
            System.clearProperty(Eventually.PATIENCE);
        }
    }
}
