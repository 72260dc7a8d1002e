package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract fails for each defect, on the sentence that names it. */
class TransformContractTest {

    @ParameterizedTest
    @CsvSource({
        "CHANGES_ITS_INPUT, leavesWhatItGetsUnchanged",
        "LOSES_THE_ORDER, keepsTheOrderOfAMap",
        "FAILS_ON_TOMBSTONES, handlesTombstonesAsTold",
        "STAMPS_SIDE_RECORDS, letsRecordsThatAreNoDataThrough",
        "TELLS_THE_VALUE, tellsNoValueWhenItFails",
        "PASSES_OVER_A_MISSING_FIELD, handlesAMissingPathAsTold",
        "REMEMBERS_ONE_SCHEMA, followsASchemaThatEvolves",
        "REMEMBERS_ONE_SCHEMA, givesSchemasThatItsValuesAreOf",
        "SHARES_STATE, servesSeveralThreads",
        "MAKES_SCHEMAS_ANEW, derivesASchemaOnce",
        "PUTS_DEFAULTS_IN, putsNoDefaultOfASchemaWhereNobodyAskedForIt",
        "FORGETS_THE_NAME, keepsWhatTheSchemaSaysAboutItself",
        "COUNTS, givesTheSameForTheSameRecordTwice",
        "TAKES_NO_NULL, takesNullAtEveryLevel",
        "IGNORES_MAPS, givesTheSameForAStructAndAMap",
        "IGNORES_MAPS, doesItsWorkOnAMap",
        "DOCUMENTS_NOTHING, documentsEveryKey",
        "CHECKS_NOTHING, reportsAWrongValueOnItsKey"
    })
    void failsOnTheSentenceThatADefectBreaks(StampDefect defect, String sentence) {
        assertThat(ContractRun.failures(DefectiveStamp.class, StampDefect.NONE, sentence))
                .as("without a defect")
                .isZero();
        assertThat(ContractRun.failures(DefectiveStamp.class, defect, sentence)).isPositive();
    }

    /** Run by the test above only: its name hides it from the build. */
    static class DefectiveStamp extends StampContract {
        DefectiveStamp() {
            super(StampDefect.valueOf(ContractRun.defect()));
        }
    }
}
