import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import net.minidev.json.JSONStyle;
import net.minidev.json.JSONValue;
import net.minidev.json.parser.DeepParser;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.context.InternalContextAdapterImpl;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.node.SimpleNode;

/** Apache Velocity 1.7 with json-smart and Jayway JsonPath, measured as benches/peers/README.md says all engines are. */
public class VelocityPeer {
    static final RuntimeInstance RUNTIME = new RuntimeInstance();
    static final Configuration JSON = Configuration.defaultConfiguration().addOptions(Option.SUPPRESS_EXCEPTIONS);
    static final Util UTIL = new Util();

    /** Results go here, so that the compiler cannot leave the work out. */
    static volatile Object kept;

    public static void main(String[] arguments) throws Exception {
        RUNTIME.setProperty(RuntimeConstants.RUNTIME_LOG_LOGSYSTEM_CLASS, "org.apache.velocity.runtime.log.NullLogChute");
        RUNTIME.init();
        Path folder = Path.of(arguments[0]);
        if (arguments.length > 1) {
            System.out.print(new Workload(folder, arguments[1]).render());
            return;
        }
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] question = line.split(" ");
            Workload workload = new Workload(folder, question[1]);
            if (question[0].equals("output")) {
                System.out.println(JSONValue.toJSONString(workload.render()));
            } else {
                System.out.printf("%.1f%n", measure(Long.parseLong(question[2]), workload.operation(question[0])));
            }
        }
    }

    interface Operation {
        Object run() throws Exception;
    }

    /** The median of batches that each take about a millisecond, so that asking the clock costs nothing. */
    static double measure(long milliseconds, Operation operation) throws Exception {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        int size = 1;
        while (batch(size, operation) < 500_000) {
            size *= 2;
        }
        double[] times = new double[64];
        int count = 0;
        while (count == 0 || System.nanoTime() < end) {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = (double) batch(size, operation) / size;
        }
        Arrays.sort(times, 0, count);
        return times[count / 2];
    }

    static long batch(int size, Operation operation) throws Exception {
        long start = System.nanoTime();
        for (int run = 0; run < size; run++) {
            kept = operation.run();
        }
        return System.nanoTime() - start;
    }

    static class Workload {
        final String name;
        final String text;
        final Map<String, Object> event;
        final Template template;

        @SuppressWarnings("unchecked")
        Workload(Path folder, String name) throws Exception {
            this.name = name;
            text = Files.readString(folder.resolve(name + ".vtl"));
            event = (Map<String, Object>) DeepParser.parse(Files.readString(folder.resolve(name + ".json")));
            template = template(parse());
        }

        Operation operation(String what) {
            switch (what) {
                case "parse": return this::parse;
                case "render": return this::render;
                case "cold": return () -> render(template(parse()));
                default: throw new IllegalArgumentException(what);
            }
        }

        /** A tree as Velocity renders it: read, and prepared once. */
        SimpleNode parse() throws Exception {
            SimpleNode tree = RUNTIME.parse(new StringReader(text), name);
            tree.init(new InternalContextAdapterImpl(new VelocityContext()), RUNTIME);
            return tree;
        }

        Template template(SimpleNode tree) {
            Template template = new Template();
            template.setRuntimeServices(RUNTIME);
            template.setName(name);
            template.setData(tree);
            return template;
        }

        String render() {
            return render(template);
        }

        /** Renders with fresh variables; their strings are the event's. */
        String render(Template template) {
            VelocityContext variables = new VelocityContext();
            variables.put("input", new Input((String) event.get("body"), map(event.get("params"))));
            variables.put("util", UTIL);
            variables.put("context", copy(map(event.get("context"))));
            variables.put("stageVariables", copy(map(event.get("stageVariables"))));
            StringWriter output = new StringWriter();
            template.merge(variables, output);
            return output.toString();
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object object) {
        return object == null ? Map.of() : (Map<String, Object>) object;
    }

    static Map<String, Object> copy(Map<String, Object> map) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.replaceAll((name, value) -> value instanceof Map ? copy(map(value)) : value);
        return copy;
    }

    public static class Input {
        /** Paths are compiled once, as they are constants of the template. */
        private static final Map<String, JsonPath> PATHS = new HashMap<>();

        private final String body;
        private final Map<String, Object> params;
        private Object document;

        Input(String body, Map<String, Object> params) {
            this.body = body;
            this.params = params;
        }

        public Object path(String path) throws Exception {
            if (document == null) {
                document = DeepParser.parse(body);
            }
            return PATHS.computeIfAbsent(path, JsonPath::compile).read(document, JSON);
        }

        public String json(String path) throws Exception {
            return JSONValue.toJSONString(path(path), JSONStyle.LT_COMPRESS);
        }

        public Map<String, Object> params() {
            Map<String, Object> header = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            header.putAll(map(params.get("header")));
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("path", new LinkedHashMap<>(map(params.get("path"))));
            all.put("querystring", new HashMap<>(map(params.get("querystring"))));
            all.put("header", header);
            return all;
        }
    }

    public static class Util {
        public String escapeJavaScript(String text) {
            return StringEscapeUtils.escapeJavaScript(text);
        }

        public Object parseJson(String text) throws Exception {
            return DeepParser.parse(text);
        }
    }
}
