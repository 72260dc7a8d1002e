package dev.millrace.feed.edi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the cases of {@code spec/edi} can't show. */
class EdiReaderTest {

    private static final String WRONG_GROUP = EdiText.x12(
            "000000001", EdiText.group(1, 2).replace("SE*5*0002", "SE*9*0002").replace("GE*2", "GE*3"));

    @Test
    void setsOnlyTransactionSetsAndTrailersAsideWhenNobodyLookedThroughTheStream() throws IOException {
        EdiRun run = EdiRun.withoutSurvey(EdiText.bytes(WRONG_GROUP), Map.of());

        assertThat(run.values()).hasSize(1);
        assertThat(run.malformed()).containsExactly("se-segment-count", "ge-transaction-count");
    }

    @Test
    void setsTheWholeGroupAsideWhenItsEndIsKnown() throws IOException {
        EdiRun run = EdiRun.of(EdiText.bytes(WRONG_GROUP), Map.of());

        assertThat(run.values()).isEmpty();
        assertThat(run.malformed()).containsExactly("ge-transaction-count");
    }

    @Test
    void givesAStreamUpThatHasTooManyProblems() throws IOException {
        int transactions = EdiSurvey.MAX_UNITS + 1;
        String text = EdiText.x12("000000001", EdiText.group(1, transactions).replace("SE*5", "SE*6"));

        EdiRun run = EdiRun.of(EdiText.bytes(text), Map.of());

        assertThat(run.reads()).singleElement().isInstanceOfSatisfying(Read.Malformed.class, malformed -> {
            assertThat(malformed.code()).isEqualTo("too-many-problems");
            assertThat(malformed.recoverable()).isFalse();
        });
    }

    @Test
    void tellsAControlNumberBehindWhatIsSetAsideAndNotWithinIt() throws IOException {
        String good = EdiText.x12("000000001", EdiText.group(1, 1));

        EdiRun run = EdiRun.of(EdiText.bytes(good + good.replace("IEA*1", "IEA*7")), Map.of());

        assertThat(run.reads()).hasSize(3);
        assertThat(run.reads().get(1)).isInstanceOf(Read.Malformed.class);
        assertThat(run.reads().get(2)).isInstanceOf(Read.Notice.class);
        assertThat(run.reads().get(2).start()).isEqualTo(run.reads().get(1).end());
    }
}
