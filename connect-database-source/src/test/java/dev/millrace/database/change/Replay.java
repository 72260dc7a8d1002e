package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.database.reading.DatabaseRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;

/** What a topic's records say, against what the database says. */
final class Replay {

    private Replay() {}

    /** The last image of each key is the table's row, and there are no others. */
    static void givesTheTable(Topic topic, Session session) throws Exception {
        TreeMap<String, String> rows = new TreeMap<>();
        topic.replayed().values().forEach(row -> rows.put(String.valueOf(row.get("id")), row.getString("state")));
        TreeMap<String, String> table = new TreeMap<>();
        List<String> ids = session.column("SELECT id FROM orders ORDER BY id");
        List<String> states = session.column("SELECT state FROM orders ORDER BY id");
        for (int at = 0; at < ids.size(); at++) {
            table.put(ids.get(at), states.get(at));
        }
        assertThat(rows).isEqualTo(table);
    }

    /** No record is there twice, their numbers rise, and each record of a key goes on from the one before it. */
    static void isInOrder(Topic topic) {
        Map<Object, Struct> last = new HashMap<>();
        List<String> offsets = new ArrayList<>();
        long number = 0;
        for (DatabaseRecord record : topic.log()) {
            offsets.add(String.valueOf(record.sourceOffset()));
            if (!(record.value() instanceof Struct envelope)) {
                continue;
            }
            Struct before = envelope.getStruct("before");
            Struct after = envelope.getStruct("after");
            Long own = envelope.getStruct("source").getInt64("seq");
            if (own != null) {
                assertThat(own).isGreaterThanOrEqualTo(number);
                number = own;
            }
            Struct was = own == null ? after : before;
            if (last.containsKey(record.key())) {
                Struct known = last.get(record.key());
                assertThat(known == null ? null : known.get("state"))
                        .as("what a record of %s with number %s goes on from", record.key(), own)
                        .isEqualTo(was == null ? null : was.get("state"));
            }
            last.put(record.key(), after);
        }
        assertThat(offsets).doesNotHaveDuplicates();
    }
}
