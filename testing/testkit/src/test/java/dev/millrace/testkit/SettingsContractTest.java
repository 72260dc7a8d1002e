package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract fails on untidy settings, on each sentence. */
class SettingsContractTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acceptsTheConfiguration",
                "readsEveryKeyThatItDeclares",
                "documentsEveryKey",
                "hasADefaultForEveryKeyThatIsNotRequired",
                "keepsSecretsOutOfSight",
                "namesItsKeysByTheRules",
                "reportsAWrongValueOnItsKey",
            })
    void failsOnTheSentenceThatUntidySettingsBreak(String sentence) {
        int failures = ContractRun.failures(UntidyDrawer.class, DeskDefect.NONE, sentence);

        assertThat(failures).isPositive();
    }

    /** Run by the test above only. */
    static class UntidyDrawer extends DrawerContract {
        UntidyDrawer() {
            super(false);
        }
    }
}
