package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

final class SenderMemoryTest {

    private static final FileIdentity FIRST = new FileIdentity("memory://", "/in/a", 10, 1_000);
    private static final FileIdentity SECOND = new FileIdentity("memory://", "/in/b", 10, 1_000);

    private final LongAdder forgotten = new LongAdder();
    private final SenderMemory memory = new SenderMemory(3, forgotten);

    @Test
    void afterAFileTheNextKnowsWhatItLearnt() {
        memory.reading(FIRST).of(0).remember("A", 0, "one", "one");

        assertThat(memory.reading(SECOND).of(0).before("A", 0)).contains("one");
        assertThat(memory.reading(SECOND).of(0).before("B", 0)).isEmpty();
    }

    @Test
    void aFileThatIsReadAgainFindsWhatWasKnownBeforeIt() {
        memory.reading(FIRST).of(0).remember("A", 0, "one", "one");
        memory.finished(FIRST);
        memory.reading(SECOND).of(0).remember("A", 5, "two", "two");
        memory.reading(SECOND).of(1).remember("A", 2, "three", "three");

        FileMemory again = memory.reading(SECOND);

        assertThat(again.of(0).before("A", 5)).contains("one");
        again.of(0).remember("A", 5, "two", "three");
        assertThat(again.of(1).before("A", 2)).contains("two");
        assertThat(again.of(1).before("A", 3)).contains("three");
    }

    @Test
    void othersLearnTheLatestOfWhatIsReadAgain() {
        memory.reading(FIRST).of(0).remember("A", 5, "two", "two");

        memory.reading(FIRST).of(0).remember("A", 5, "again", "latest");

        assertThat(memory.reading(SECOND).of(0).before("A", 0)).contains("latest");
        assertThat(memory.reading(FIRST).of(0).before("A", 5)).isEmpty();
    }

    @Test
    void aFileThatWasReadToItsEndIsAnotherWhenItsNameComesAgain() {
        memory.reading(FIRST).of(0).remember("A", 5, "two", "two");

        memory.finished(FIRST);

        assertThat(memory.reading(FIRST).of(0).before("A", 0)).contains("two");
    }

    @Test
    void othersLearnNothingFromATrial() {
        memory.reading(FIRST).of(0).remember("A", 0, "one", "one");
        FileMemory trial = memory.trial(SECOND);

        trial.of(0).remember("A", 0, "tried", "tried");

        assertThat(trial.of(0).before("A", 1)).contains("tried");
        assertThat(memory.reading(SECOND).of(0).before("A", 0)).contains("one");
    }

    @Test
    void forgetsWhoWasSilentLongest() {
        for (String sender : new String[] {"A", "B", "C", "D"}) {
            memory.reading(FIRST).of(0).remember(sender, 0, "one", "one");
            memory.finished(FIRST);
        }

        assertThat(memory.reading(SECOND).of(0).before("A", 0)).isEqualTo(Optional.empty());
        assertThat(memory.reading(SECOND).of(0).before("B", 0)).contains("one");
        assertThat(forgotten).hasValue(1);
    }

    @Test
    void knowsNothingRatherThanTakingAnUnfinishedFileForItsOwnDuplicate() {
        for (int offset = 0; offset < 4; offset++) {
            memory.reading(FIRST).of(0).remember("sender " + offset, offset, "one", "one");
        }

        FileMemory again = memory.reading(FIRST);

        for (int offset = 0; offset < 4; offset++) {
            assertThat(again.of(0).before("sender " + offset, offset)).isEmpty();
        }
        assertThat(forgotten).hasValue(4);
    }

    @Test
    void aTrialOfMoreSendersThanAreKeptKnowsNothingOfTheRest() {
        for (String sender : new String[] {"A", "B", "C"}) {
            memory.reading(FIRST).of(0).remember(sender, 0, "one", "one");
            memory.finished(FIRST);
        }
        FileMemory trial = memory.trial(SECOND);
        for (int offset = 0; offset < 4; offset++) {
            trial.of(0).remember("sender " + offset, offset, "tried", "tried");
        }

        assertThat(trial.of(0).before("sender 3", 9)).isEmpty();
        assertThat(trial.of(0).before("sender 2", 9)).contains("tried");
        assertThat(trial.of(0).before("A", 9)).isEmpty();
    }

    @Test
    void whereNothingIsKeptEachFileStandsAlone() {
        SenderMemory none = new SenderMemory(0, forgotten);

        none.reading(FIRST).of(0).remember("A", 0, "one", "one");

        assertThat(none.reading(SECOND).of(0).before("A", 0)).isEmpty();
    }
}
