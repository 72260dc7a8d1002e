package dev.millrace.ops.dlq;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that is set aside, with what its headers tell.
 *
 * @param raw as it stands in the topic, byte for byte
 */
public record SetAside(ConsumerRecord<byte[], byte[]> raw, Cause cause) {

    /** What a condition asks about: the parts of the cause as the value, and the headers; key and value are left out. */
    SinkRecord question() {
        ConnectHeaders headers = new ConnectHeaders();
        for (Header header : raw.headers()) {
            HeaderText.text(header.value()).ifPresent(text -> headers.addString(header.key(), text));
        }
        Map<String, Object> fields = cause.fields();
        fields.put("message", cause.message());
        return new SinkRecord(
                raw.topic(),
                raw.partition(),
                null,
                null,
                null,
                fields,
                raw.offset(),
                raw.timestamp(),
                TimestampType.CREATE_TIME,
                headers);
    }

    /** Its place, for messages. */
    public String place() {
        return raw.topic() + "-" + raw.partition() + "@" + raw.offset();
    }

    /** Where it was read from, with its own place where that is not told. */
    Origin order() {
        return cause.first()
                .filter(from -> from.partition() >= 0)
                .orElseGet(
                        () -> new Origin(cause.first().map(Origin::topic).orElse(""), raw.partition(), raw.offset()));
    }
}
