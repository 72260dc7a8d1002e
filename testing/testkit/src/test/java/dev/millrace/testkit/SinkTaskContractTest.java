package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract fails for each defect, on the sentence that names it. */
class SinkTaskContractTest {

    @ParameterizedTest
    @CsvSource({
        "COMMITS_WHAT_IT_GOT, commitsOnlyWhatWasDelivered",
        "COMMITS_WHAT_IT_GOT, neverCommitsPastAnUndeliveredRecord",
        "LOSES_WHAT_FAILS, commitsOnlyWhatWasDelivered",
        "SHUFFLES, keepsTheOrderPerKey",
        "BLOCKS_IN_PUT, putHandsOverAndReturns",
        "REPORTS_A_COPY, setsARefusedRecordAsideAsTheVeryInstanceThatPutGot",
        "SWALLOWS_REFUSALS, setsARefusedRecordAsideAsTheVeryInstanceThatPutGot",
        "THROWS_IN_PRE_COMMIT, neverThrowsInPreCommit",
        "COMMITS_OFFSETS_IT_SAW, returnsTheFrameworksOffsetWhenNothingIsIncomplete",
        "SWALLOWS_REFUSALS, stopsOnARefusedRecordWhenThereIsNoReporter",
        "COMMITS_WHAT_IT_GOT, deliversEveryRecordAtLeastOnceAcrossACrash",
        "NEVER_PAUSES, pausesAboveTheMarkAndResumes",
        "KEEPS_REVOKED, dropsTheQueuedRecordsOfARevokedPartition",
        "KEEPS_ITS_THREAD, releasesEverythingOnStop",
        "LOGS_PAYLOAD, writesNoPayloadToTheLog",
    })
    void failsOnTheSentenceThatADefectBreaks(DeskDefect defect, String sentence) {
        int failures = ContractRun.failures(DefectiveDesk.class, defect, sentence);

        assertThat(failures).isPositive();
    }

    /** Run by the test above only. */
    static class DefectiveDesk extends DeskContract {
        DefectiveDesk() {
            super(DeskDefect.valueOf(ContractRun.defect()));
        }
    }
}
