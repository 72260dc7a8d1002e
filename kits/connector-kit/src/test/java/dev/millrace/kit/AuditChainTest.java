package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** Judges chains as a stranger would who has the audit topic and the Javadoc alone. */
class AuditChainTest {

    private final AuditChain chain = new AuditChain("orders/0/1");

    @Test
    void findsNothingWrongWithAChainAsItWasWritten() throws Exception {
        List<Struct> events = events(5);

        assertThat(verify(events)).containsOnly("good").hasSize(5);
        assertThat(events.get(0).getString("prevHash")).isEmpty();
        assertThat(events).extracting(event -> event.getInt64("seq")).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void detectsAnEditOfAnyFieldOfAnyEventButTheLast() throws Exception {
        for (Field field : AuditEvent.SCHEMA.fields()) {
            if (field.schema().type() != Schema.Type.STRING || field.name().equals("chainId")) {
                continue;
            }
            List<Struct> events = events(4);
            events.set(2, edited(events.get(2), field));

            assertThat(verify(events)).as(field.name()).contains("tampered");
        }
    }

    @Test
    void detectsAnInsertion() throws Exception {
        List<Struct> events = events(4);
        events.add(2, events.get(1));

        assertThat(verify(events)).contains("tampered");
    }

    @Test
    void detectsADeletionThatWasHiddenByCountingAnew() throws Exception {
        List<Struct> events = events(4);
        events.remove(1);
        for (int seq = 1; seq < events.size(); seq++) {
            events.get(seq).put("seq", (long) seq);
        }

        assertThat(verify(events)).contains("tampered");
    }

    @Test
    void tellsAGapFromTampering() throws Exception {
        List<Struct> events = events(5);
        events.remove(2);

        assertThat(verify(events)).containsExactly("good", "good", "gap", "good");
    }

    @Test
    void doesNotMixChains() {
        AuditEvent event = AuditEventTest.event(AuditEvent.Step.SEEN, "1");
        AuditChain.Link here = new AuditChain("orders/0/1").append(event);
        AuditChain.Link there = new AuditChain("orders/0/11").append(event);

        assertThat(here.hash("event")).isNotEqualTo(there.hash("event"));
        assertThat(new AuditChain.Link("a", 0, "").hash("b")).isNotEqualTo(new AuditChain.Link("", 0, "").hash("ab"));
    }

    private List<Struct> events(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(number -> AuditEventTest.event(AuditEvent.Step.SEEN, "file " + number))
                .map(event -> event.toStruct(chain.append(event)))
                .toList());
    }

    /** A verdict on each event: whether it follows from the one before it. */
    private static List<String> verify(List<Struct> events) throws Exception {
        List<String> verdicts = new ArrayList<>();
        long expected = 0;
        String hash = "";
        for (Struct event : events) {
            long seq = event.getInt64("seq");
            if (seq > expected) {
                verdicts.add("gap");
            } else {
                verdicts.add(seq == expected && event.getString("prevHash").equals(hash) ? "good" : "tampered");
            }
            expected = seq + 1;
            hash = hash(event);
        }
        return verdicts;
    }

    private static String hash(Struct event) throws Exception {
        SchemaBuilder fields = SchemaBuilder.struct();
        List<Field> body = event.schema().fields().stream()
                .filter(field -> !List.of("chainId", "seq", "prevHash").contains(field.name()))
                .toList();
        body.forEach(field -> fields.field(field.name(), field.schema()));
        Struct without = new Struct(fields.build());
        body.forEach(field -> without.put(field.name(), event.get(field)));
        byte[] chainId = event.getString("chainId").getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex("00%08x".formatted(chainId.length)));
        digest.update(chainId);
        digest.update(HexFormat.of().parseHex("%016x".formatted(event.getInt64("seq"))));
        digest.update(HexFormat.of().parseHex(event.getString("prevHash")));
        digest.update(ConnectJson.text(without.schema(), without).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Struct edited(Struct event, Field changed) {
        Struct copy = new Struct(event.schema());
        event.schema().fields().forEach(field -> copy.put(field, event.get(field)));
        return copy.put(changed, changed.name().equals("prevHash") ? "00".repeat(32) : "edited");
    }
}
