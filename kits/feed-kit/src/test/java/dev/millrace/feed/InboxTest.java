package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class InboxTest {

    private static final int RECORDS = 100;
    private static final long BYTES = 1_000;

    private final Inbox inbox = new Inbox(RECORDS, BYTES);
    private final FileDelivery delivery =
            new FileDelivery(new FileIdentity(MemoryStore.ID, "/in/a.txt", 7, 1), FileOffset.START, false);

    @Test
    void takesFourBatchesOfAnySizeAndNoFifth() throws InterruptedException {
        for (int full = 0; full < Inbox.BATCHES; full++) {
            assertThat(inbox.offer(batch(RECORDS, BYTES), 0)).isTrue();
        }

        assertThat(inbox.offer(batch(0, 0), 0)).isFalse();
        assertThat(inbox.take(0)).isNotNull();
        assertThat(inbox.offer(batch(RECORDS, BYTES), 0)).isTrue();
    }

    @Test
    void takesSmallBatchesUntilTogetherTheyAreAFullOne() throws InterruptedException {
        assertThat(offered(batch(10, 10))).isEqualTo(10);
    }

    @Test
    void takesSmallBatchesOfFewRecordsUntilTheirBytesAreThoseOfAFullOne() throws InterruptedException {
        assertThat(offered(batch(1, 50))).isEqualTo(20);
    }

    @Test
    void takesNoEndlessNumberOfBatchesThatHoldNothing() throws InterruptedException {
        assertThat(offered(batch(0, 0))).isEqualTo(Inbox.SMALL_BATCHES);
    }

    @Test
    void givesThemBackInOrderAndWithinALimit() throws InterruptedException {
        Batch first = batch(3, 30);
        Batch second = batch(4, 40);
        assertThat(inbox.offer(first, 0) && inbox.offer(second, 0)).isTrue();

        assertThat(inbox.takeWithin(2, BYTES)).isNull();
        assertThat(inbox.takeWithin(RECORDS, 29)).isNull();
        assertThat(inbox.takeWithin(3, 30)).isSameAs(first);
        assertThat(inbox.take(0)).isSameAs(second);
        assertThat(inbox.take(1)).isNull();
        assertThat(inbox.isEmpty()).isTrue();
    }

    private int offered(Batch batch) throws InterruptedException {
        int count = 0;
        while (inbox.offer(batch, 0)) {
            count++;
        }
        return count;
    }

    private Batch batch(int records, long bytes) {
        FeedRecord record = new FeedRecord(
                        delivery, Map.of(), "rows", null, new SchemaAndValue(Schema.STRING_SCHEMA, "x"), null)
                .madeOf(records == 0 ? 0 : bytes / records);
        List<FeedRecord> all = Collections.nCopies(records, record);
        return new Batch(delivery, all, Optional.empty());
    }
}
