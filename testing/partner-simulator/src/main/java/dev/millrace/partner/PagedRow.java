package dev.millrace.partner;

/**
 * A row of a {@link PagedApi}.
 *
 * @param updated in ISO 8601
 * @param text anything without quotes, commas, angle brackets and line ends
 */
public record PagedRow(long id, String updated, String text) {

    String json() {
        return "{\"id\":" + id + ",\"updated\":\"" + updated + "\",\"text\":\"" + text + "\"}";
    }

    String xml() {
        return "<row><id>" + id + "</id><updated>" + updated + "</updated><text>" + text + "</text></row>";
    }

    String csv() {
        return id + "," + updated + "," + text;
    }
}
