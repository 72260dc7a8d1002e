package dev.millrace.http.limit;

import dev.millrace.http.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replies with header fields and nothing else. */
final class Replies {

    private Replies() {}

    /** @param fields written as Name: value, separated by bars */
    static HttpReply with(int status, String fields) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String field : fields.isEmpty() ? new String[0] : fields.split("\\|", -1)) {
            String[] parts = field.split(":", 2);
            headers.put(parts[0].strip(), List.of(parts[1].strip()));
        }
        return new HttpReply(status, headers, new byte[0]);
    }
}
