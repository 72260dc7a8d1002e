package dev.millrace.feed.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.select.NodeFilter;

/**
 * The characters that an element takes of a page.
 *
 * @param isTorn whether badly nested tags made several elements of one, so that each holds a part of it at most
 */
record HtmlSpan(Element element, int from, int to, boolean isTorn) {

    /** The elements that lie in no other one of them, in the document's order. */
    static List<Element> outermost(Document document, Set<Element> elements) {
        List<Element> outermost = new ArrayList<>();
        document.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element && elements.contains(element)) {
                    outermost.add(element);
                    return FilterResult.SKIP_CHILDREN;
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        return outermost;
    }

    /**
     * From an element's start tag to its end tag, or, where that is left out, to the end of what it holds. Empty for an
     * element of which nothing stands in the page.
     */
    static Optional<HtmlSpan> of(Element element) {
        int[] reach = {Integer.MAX_VALUE, 0};
        element.traverse((node, depth) -> {
            include(node.sourceRange(), reach);
            if (node instanceof Element inner) {
                include(inner.endSourceRange(), reach);
            }
        });
        return reach[0] < reach[1] ? Optional.of(new HtmlSpan(element, reach[0], reach[1], false)) : Optional.empty();
    }

    private static void include(Range range, int[] reach) {
        if (range.isTracked() && !range.isImplicit()) {
            reach[0] = Math.min(reach[0], range.startPos());
            reach[1] = Math.max(reach[1], range.endPos());
        }
    }

    /**
     * Sorts spans by where they begin. Elements are moved by bad nesting (HTML Standard, section 13.2.6.1), so that spans may
     * overlap: one ends where the next begins then, and both are torn.
     */
    static List<HtmlSpan> inOrder(List<HtmlSpan> spans) {
        List<HtmlSpan> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingInt(HtmlSpan::from).thenComparingInt(HtmlSpan::to));
        List<HtmlSpan> order = new ArrayList<>();
        for (HtmlSpan next : sorted) {
            HtmlSpan last = order.isEmpty() ? next : order.get(order.size() - 1);
            if (order.isEmpty() || next.from() >= last.to()) {
                order.add(next);
            } else if (next.from() == last.from()) {
                order.set(order.size() - 1, new HtmlSpan(last.element(), last.from(), next.to(), true));
            } else {
                order.set(order.size() - 1, new HtmlSpan(last.element(), last.from(), next.from(), true));
                order.add(new HtmlSpan(next.element(), next.from(), Math.max(last.to(), next.to()), true));
            }
        }
        return order;
    }
}
