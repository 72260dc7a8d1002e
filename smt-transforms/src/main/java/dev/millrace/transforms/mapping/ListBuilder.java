package dev.millrace.transforms.mapping;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a list whose elements are made, one by one, of the elements of other lists of the same size. */
final class ListBuilder implements Builder {

    /** A list that is gone through, and the slot for its element. */
    record Walked(Builder list, int slot) {}

    private final String path;
    private final Walked[] walked;
    private final Builder element;

    ListBuilder(String path, List<Walked> walked, Builder element) {
        this.path = path;
        this.walked = walked.toArray(Walked[]::new);
        this.element = element;
    }

    @Override
    public @Nullable Object build(Scope scope, @Nullable Object base) {
        List<?> stands = base instanceof List<?> list ? list : null;
        List<?>[] lists = new List<?>[walked.length];
        int size = stands == null ? -1 : stands.size();
        Object none = Absent.ABSENT;
        for (int at = 0; at < walked.length; at++) {
            Object found = walked[at].list().build(scope, null);
            if (found instanceof List<?> list) {
                lists[at] = list;
                if (size >= 0 && size != list.size()) {
                    throw new RuleFailure(path, path, "uneven-lists");
                }
                size = list.size();
            } else {
                none = found;
            }
        }
        boolean found = stands != null && walked.length == 0;
        for (List<?> list : lists) {
            found |= list != null;
        }
        return found ? elements(scope, lists, size, stands) : none;
    }

    private List<@Nullable Object> elements(Scope scope, List<?>[] lists, int size, @Nullable List<?> stands) {
        List<@Nullable Object> made = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            for (int at = 0; at < lists.length; at++) {
                scope.values[walked[at].slot()] = lists[at] == null ? null : lists[at].get(index);
            }
            Object value = element.build(scope, stands == null ? null : stands.get(index));
            if (value != Absent.ABSENT) {
                made.add(value);
            } else if (stands != null) {
                made.add(stands.get(index));
            }
        }
        return made;
    }
}
