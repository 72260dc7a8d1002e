package dev.millrace.feed.edi;

import dev.millrace.feed.format.Read;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads an answer with StAEDI: its control structures, and its segments by a schema of the acknowledgement. */
final class StaediCheck {

    private StaediCheck() {}

    /** What it complains about, with the place. */
    static List<String> errors(Read.Reply reply) {
        byte[] bytes = new byte[reply.content().remaining()];
        reply.content().duplicate().get(bytes);
        List<String> errors = new ArrayList<>();
        try (EDIStreamReader reader =
                EDIInputFactory.newFactory().createEDIStreamReader(new ByteArrayInputStream(bytes), "ISO-8859-1")) {
            while (reader.hasNext()) {
                EDIStreamEvent event = reader.next();
                if (event == EDIStreamEvent.START_TRANSACTION) {
                    reader.setTransactionSchema(schema(String.valueOf(AcknowledgementCase.headers(reply)
                            .lastWithName(AcknowledgementWriter.TYPE)
                            .value())));
                }
                if (event.isError()) {
                    errors.add(reader.getErrorType() + " in " + reader.getLocation());
                }
            }
        } catch (Exception e) {
            errors.add(e.toString());
        }
        return errors;
    }

    private static Schema schema(String acknowledgement) throws Exception {
        URL url = StaediCheck.class.getResource("/spec/edi-acks/" + acknowledgement + ".xml");
        return SchemaFactory.newFactory().createSchema(Objects.requireNonNull(url, acknowledgement));
    }
}
