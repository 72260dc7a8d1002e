package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** Makes the values of a page's records: the chosen fields, the cells of a row, or the text. Belongs to one page. */
final class HtmlValues {

    private static final String TEXT = "text";

    private final HtmlSettings settings;
    private final Map<String, Evaluator> selectors = new LinkedHashMap<>();
    private final IdentityHashMap<Element, HtmlTable> tables = new IdentityHashMap<>();
    private final HtmlTable.Budget budget;

    HtmlValues(HtmlSettings settings, int pageBytes) {
        this.settings = settings;
        this.budget = new HtmlTable.Budget(pageBytes);
        for (HtmlField field : settings.fields()) {
            if (!field.selector().isEmpty()) {
                selectors.put(field.name(), QueryParser.parse(field.selector()));
            }
        }
    }

    /** The fields of a record; one that is not there is null. */
    Map<String, @Nullable Object> of(Element record) throws HtmlTable.Misfit {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        if (!settings.fields().isEmpty()) {
            settings.fields().forEach(field -> value.put(field.name(), value(record, field)));
            return value;
        }
        Element table = record.nameIs("tr") ? record.closest("table") : null;
        if (table != null) {
            return tables.computeIfAbsent(table, one -> new HtmlTable(one, budget))
                    .row(record);
        }
        value.put(TEXT, record.text());
        return value;
    }

    private @Nullable Object value(Element record, HtmlField field) {
        Evaluator selector = selectors.get(field.name());
        Elements found = selector == null ? new Elements(record) : record.select(selector);
        if (!settings.lists().contains(field.name())) {
            return found.isEmpty() ? null : value(found.get(0), field.attribute());
        }
        List<Object> all = new ArrayList<>();
        for (Element element : found) {
            String text = value(element, field.attribute());
            if (text != null) {
                all.add(text);
            }
        }
        return all;
    }

    private static @Nullable String value(Element element, String attribute) {
        if (attribute.isEmpty()) {
            return element.text();
        }
        return element.hasAttr(attribute) ? element.attr(attribute) : null;
    }
}
