package dev.millrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract fails for each defect, on the sentence that names it. */
class SourceTaskContractTest {

    @ParameterizedTest
    @CsvSource({
        "STARTS_OVER, resumesAfterTheLastCommittedRecord",
        "STARTS_OVER, repeatsNothingCommitted",
        "SKIPS_WHAT_WAS_POLLED, resumesAfterTheLastCommittedRecord",
        "FINISHES_WHEN_READ, finishesOnlyAfterConfirmationInAnyOrder",
        "FINISHES_WHEN_NEWEST_CONFIRMED, finishesOnlyAfterConfirmationInAnyOrder",
        "FINISHES_IN_STOP, finishesNothingUnconfirmedInACrash",
        "IGNORES_DROPPED, finishesAUnitOfWhichEveryRowWasDropped",
        "IGNORES_DROPPED, finishesAUnitWhoseLastRowWasDropped",
        "POLLS_SLOWLY, pollReturnsWithinHalfASecondWhenIdle",
        "KEEPS_SESSION, stopReleasesEverything",
        "LOGS_PAYLOAD, writesNoPayloadToTheLog",
        "REPEATS_OFFSETS, givesEachRecordAnOffsetOfItsOwn",
    })
    void failsOnTheSentenceThatADefectBreaks(ShelfDefect defect, String sentence) {
        int failures = ContractRun.failures(DefectiveShelf.class, defect, sentence);

        assertThat(failures).isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = ShelfDefect.class, names = "NONE")
    void passesWithoutADefect(ShelfDefect defect) {
        assertThat(ContractRun.failures(DefectiveShelf.class, defect, "losesNothingUncommitted"))
                .isZero();
    }

    /** Run by the tests above only: its name hides it from the build. */
    static class DefectiveShelf extends ShelfContract {
        DefectiveShelf() {
            super(ShelfDefect.valueOf(ContractRun.defect()));
        }
    }
}
