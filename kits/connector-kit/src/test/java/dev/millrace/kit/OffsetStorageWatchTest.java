package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread of the test is the polling thread; {@link #elsewhere} stands for the producer's and the committer's. */
@Timeout(120)
class OffsetStorageWatchTest {

    private final OffsetStorageWatch watch = new OffsetStorageWatch();

    @Test
    void callsAnOffsetStoredAtTheSecondCommitAfterTheSecondPoll() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();

        watch.polled();
        watch.polled();
        boolean beforeAnyCommit = watch.isStored(mark);
        elsewhere(watch::committed);
        boolean afterTheFirst = watch.isStored(mark);
        elsewhere(watch::committed);
        boolean afterTheSecond = watch.isStored(mark);

        assertThat(beforeAnyCommit).isFalse();
        assertThat(afterTheFirst)
                .as("it may end a flush from before the second poll")
                .isFalse();
        assertThat(afterTheSecond).isTrue();
    }

    @Test
    void countsNoCommitThatCameBeforeTheSecondPoll() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();

        watch.polled();
        elsewhere(watch::committed);
        elsewhere(watch::committed);
        elsewhere(watch::committed);
        boolean duringALongBatchOrAPause = watch.isStored(mark);
        watch.polled();
        boolean atTheSecondPoll = watch.isStored(mark);

        assertThat(duringALongBatchOrAPause).isFalse();
        assertThat(atTheSecondPoll).isFalse();
    }

    @Test
    void storesNothingByPollsAlone() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();

        for (int poll = 0; poll < 100; poll++) {
            watch.polled();
        }

        assertThat(watch.isStored(mark)).isFalse();
    }

    @Test
    void takesTheThirdCommitForAMarkThatIsAskedOfLate() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();

        watch.polled();
        watch.polled();
        elsewhere(watch::committed);
        boolean firstQuestion = watch.isStored(mark);
        elsewhere(watch::committed);
        boolean oneLater = watch.isStored(mark);
        elsewhere(watch::committed);

        assertThat(firstQuestion).isFalse();
        assertThat(oneLater).isFalse();
        assertThat(watch.isStored(mark)).isTrue();
    }

    @Test
    void judgesEachMarkByItself() throws InterruptedException {
        OffsetStorageWatch.Mark early = confirmedDuringAPoll();
        watch.polled();
        watch.polled();
        boolean counts = watch.isStored(early);
        elsewhere(watch::committed);
        OffsetStorageWatch.Mark late = watch.mark();
        elsewhere(watch::committed);

        assertThat(counts).isFalse();
        assertThat(watch.isStored(early)).isTrue();
        assertThat(watch.isStored(late)).isFalse();
    }

    @Test
    void staysStoredOnceStored() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();
        watch.polled();
        watch.polled();
        watch.isStored(mark);
        elsewhere(watch::committed);
        elsewhere(watch::committed);

        boolean stored = watch.isStored(mark);
        watch.polled();

        assertThat(stored).isTrue();
        assertThat(watch.isStored(mark)).isTrue();
    }

    @Test
    void knowsExactlyOnceByAConfirmationOnThePollingThread() {
        watch.polled();
        watch.confirmed();

        assertThat(watch.isStored(watch.mark())).isTrue();
    }

    @Test
    void takesNoConfirmationOfTheProducersThreadForExactlyOnce() throws InterruptedException {
        watch.polled();
        elsewhere(watch::confirmed);

        assertThat(watch.isStored(watch.mark())).isFalse();
    }

    @Test
    void storesAllMarksAtTheFinalCommit() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();

        boolean before = watch.isStored(mark);
        watch.committed();

        assertThat(before).isFalse();
        assertThat(watch.isStored(mark)).isTrue();
    }

    @Test
    void saysNothingOfConfirmationsAfterTheFinalCommit() throws InterruptedException {
        confirmedDuringAPoll();

        watch.committed();

        assertThat(watch.isStored(watch.mark())).isFalse();
    }

    @Test
    void tellsOfACommitOnThePollingThreadOnce() {
        boolean atFirst = watch.polled();
        watch.committed();
        boolean afterACommit = watch.polled();
        boolean afterNone = watch.polled();

        assertThat(atFirst).isFalse();
        assertThat(afterACommit).isTrue();
        assertThat(afterNone).isFalse();
    }

    @Test
    void tellsNothingOfACommitOnTheCommittersThread() throws InterruptedException {
        watch.polled();
        elsewhere(watch::committed);

        assertThat(watch.polled()).isFalse();
    }

    @Test
    void dropsABatchOfWhichNothingWasSent() {
        DeliveryLedger<Integer> ledger = new DeliveryLedger<>();
        ledger.polled(watch.polled());
        ledger.handOver(1, 0);
        watch.committed();
        ledger.polled(watch.polled());
        watch.committed();

        ledger.polled(watch.polled());

        assertThat(ledger.isSettled()).isTrue();
        assertThat(ledger.dropped()).isEqualTo(1);
    }

    @Test
    void doesNotDropTheRestOfABatchThatAPauseCommittedInItsMiddle() {
        DeliveryLedger<Integer> ledger = new DeliveryLedger<>();
        ledger.polled(watch.polled());
        ledger.handOver(1, 0).confirm();
        DeliveryLedger<Integer>.Ticket sentAfterThePause = ledger.handOver(2, 0);
        watch.committed();

        ledger.polled(watch.polled());

        assertThat(ledger.firstUnsettled()).contains(2);
        assertThat(sentAfterThePause.confirm()).isTrue();
    }

    @Test
    void countsCommitsThatOverlap() throws InterruptedException {
        OffsetStorageWatch.Mark mark = confirmedDuringAPoll();
        watch.polled();
        watch.polled();
        boolean counts = watch.isStored(mark);
        Thread one = new Thread(watch::committed);
        Thread other = new Thread(watch::committed);

        one.start();
        other.start();
        one.join();
        other.join();

        assertThat(counts).isFalse();
        assertThat(watch.isStored(mark)).isTrue();
    }

    private OffsetStorageWatch.Mark confirmedDuringAPoll() throws InterruptedException {
        watch.polled();
        elsewhere(watch::confirmed);
        return watch.mark();
    }

    private static void elsewhere(Runnable call) throws InterruptedException {
        Thread thread = new Thread(call);
        thread.start();
        thread.join();
    }
}
