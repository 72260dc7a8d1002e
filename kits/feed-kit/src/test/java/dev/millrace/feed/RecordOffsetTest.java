package dev.millrace.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.kit.AuditEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordOffsetTest {

    private final RunningDigest digest = RunningDigest.from("", 0);

    @Test
    void equalsTheOffsetOfTheFileAtThatRecord() {
        digest.update(new byte[100], 0, 100);
        SkippedRecords skipped = SkippedRecords.NONE.and(new AuditEvent.Skipped(1, 40, 2, "field-count"));
        Position at = new Position(3, 100, 5);
        FileOffset file =
                new FileOffset(at, FileOffset.State.READING, "utf-8:a", digest.state(), 1, skipped, Place.PLAIN);

        Map<String, Object> offset = new RecordOffset(at, "utf-8:a", digest.encodedState(), 1, skipped, Place.PLAIN);

        assertThat(offset).isEqualTo(file.toMap()).hasSameHashCodeAs(file.toMap());
        assertThat(file.toMap()).isEqualTo(offset);
        assertThat(FileOffset.from(offset)).isEqualTo(file);
        assertThat(offset).containsEntry("skipped", "1:40:2:field-count");
    }

    @Test
    void keepsTheDigestOfItsRecordWhenTheFileIsReadOn() {
        digest.update(new byte[100], 0, 100);
        String then = digest.state();
        Map<String, Object> offset = new RecordOffset(
                new Position(1, 100, 2), "", digest.encodedState(), 0, SkippedRecords.NONE, Place.PLAIN);

        digest.update(new byte[100], 0, 100);

        assertThat(digest.state()).isNotEqualTo(then);
        assertThat(offset).containsEntry("digest", then);
    }

    @Test
    void hasNoDigestBeforeTheFirstBlock() {
        assertThat(new RecordOffset(
                        new Position(1, 10, 2), "", digest.encodedState(), 0, SkippedRecords.NONE, Place.PLAIN))
                .containsEntry("digest", "");
    }
}
