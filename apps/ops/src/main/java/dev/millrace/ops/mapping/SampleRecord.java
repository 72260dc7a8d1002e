package dev.millrace.ops.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record without a schema, as Kafka's JSON converter makes one of the same text. */
final class SampleRecord {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private SampleRecord() {}

    static SinkRecord read(Path file, String topic) {
        try {
            if (JSON.readValue(Files.readAllBytes(file), Object.class) instanceof Map<?, ?> value) {
                return new SinkRecord(topic, 0, null, null, null, value, 0L);
            }
        } catch (JsonProcessingException wrong) {
            // Its message holds a part of the text.
            throw CommandFailure.usage(
                    file + " is no JSON at line " + wrong.getLocation().getLineNr()
                            + "; give the value of one record as a JSON object",
                    wrong);
        } catch (IOException missing) {
            throw CommandFailure.usage(file + " can't be read; name a file that can", missing);
        }
        throw CommandFailure.usage(file + " holds no object; give the value of one record as a JSON object");
    }
}
