// Apache Velocity 1.7 as an answering machine: one request a line in, one answer a line out, in order.
//
//   javac -cp $JARS -d DIR tests/differential/Oracle.java && java -cp $JARS:DIR Oracle
//   JARS=/usr/share/java/velocity.jar:/usr/share/java/commons-collections3.jar:/usr/share/java/commons-lang.jar
//
// Debian's package `velocity` brings the three jars.
//
// A request is three fields with a tab between them: the dialect (`velocity`: the stock engine; `apigateway`: as the
// service runs it), the template, and its variables as one map. Texts are UTF-8 in hexadecimal digits. A value is
//   n · t · f                   null, true, false
//   i NUMBER ;                  Integer, Long or BigInteger, the first that holds it
//   d NUMBER ;                  Double
//   s TEXT ;                    String
//   l VALUE... .                ArrayList
//   m (TEXT ; VALUE)... .       LinkedHashMap
// without the blanks. A null among the variables themselves is not bound.
//
// An answer is two fields: `output` and the rendered text, `parse` or `runtime` and the message of the failure, or
// `unanswered` and the reason (out of time, of stack, of memory, of patience with the output). The second is in
// hexadecimal digits of UTF-16, four a unit, because an output may hold half of a surrogate pair.

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.exception.ParseErrorException;
import org.apache.velocity.runtime.ParserPool;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.VelocimacroFactory;
import org.apache.velocity.runtime.log.NullLogChute;
import org.apache.velocity.runtime.parser.CharStream;
import org.apache.velocity.runtime.parser.Parser;
import org.apache.velocity.util.introspection.Info;

import static java.nio.charset.StandardCharsets.UTF_8;

public final class Oracle {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final int LONGEST_OUTPUT = 1 << 20;
    private static final long STACK_BYTES = 16 << 20;

    private static final BufferedReader REQUESTS = new BufferedReader(new InputStreamReader(System.in, UTF_8), 1 << 16);
    private static final PrintStream ANSWERS = new PrintStream(System.out, false, UTF_8);

    /** A template may loop for ever: the watch answers in its place and lets a new clerk read on. */
    public static void main(String[] arguments) throws Exception {
        Clerk clerk = new Clerk();
        clerk.start();
        while (true) {
            clerk.join(PATIENCE_MILLIS / 8);
            if (!clerk.isAlive()) System.exit(clerk.readAll ? 0 : 1);
            if (clerk.isOverdue() && clerk.dismiss()) {
                clerk = new Clerk();
                clerk.start();
            }
        }
    }

    private static final class Clerk extends Thread {
        private final Engine stock = new Engine(false);
        private final Engine gateway = new Engine(true);
        private volatile long askedAt;
        private volatile boolean dismissed;
        private volatile boolean readAll;

        Clerk() {
            super(null, null, "clerk", STACK_BYTES);
            setDaemon(true);
        }

        boolean isOverdue() {
            return askedAt != 0 && System.currentTimeMillis() - askedAt > PATIENCE_MILLIS;
        }

        boolean dismiss() {
            synchronized (ANSWERS) {
                if (!isOverdue()) return false;
                dismissed = true;
                print(answer("unanswered", "out of time"));
                return true;
            }
        }

        @Override
        public void run() {
            try {
                String request;
                while ((request = REQUESTS.readLine()) != null) {
                    askedAt = System.currentTimeMillis();
                    String answer = answerTo(request);
                    synchronized (ANSWERS) {
                        if (dismissed) return;
                        askedAt = 0;
                        print(answer);
                    }
                }
                readAll = true;
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }

        private String answerTo(String request) {
            String[] fields = request.split("\t", -1);
            Engine engine = fields[0].equals("apigateway") ? gateway : stock;
            String template = text(fields[1]);
            Map<?, ?> variables = (Map<?, ?>) new ValueReader(fields[2]).value();
            try {
                return answer("output", engine.render(template, new WatchedContext(variables)));
            } catch (Unanswered refusal) {
                return answer("unanswered", refusal.getMessage());
            } catch (VirtualMachineError exhausted) {
                return answer("unanswered", exhausted.toString());
            } catch (ParseErrorException failure) {
                return answer("parse", failure.toString());
            } catch (Exception failure) {
                return answer(isExhaustion(failure) ? "unanswered" : "runtime", failure.toString());
            }
        }

        /** Every read and write of a variable passes here, those of a loop too: an endless template ends. */
        private final class WatchedContext extends VelocityContext {
            WatchedContext(Map<?, ?> variables) {
                variables.forEach((name, value) -> {
                    if (value != null) super.internalPut((String) name, value);
                });
            }

            @Override
            public Object internalGet(String name) {
                if (dismissed) throw new Unanswered("out of time");
                return super.internalGet(name);
            }

            @Override
            public Object internalPut(String name, Object value) {
                if (dismissed) throw new Unanswered("out of time");
                return super.internalPut(name, value);
            }
        }
    }

    /** Not an Exception, so that no part of the engine takes it for a failure of the template. */
    private static final class Unanswered extends Error {
        Unanswered(String reason) {
            super(reason);
        }
    }

    /** The engine wraps what a called method throws; exhaustion is no answer wherever it struck. */
    private static boolean isExhaustion(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError || cause instanceof Unanswered) return true;
        }
        return false;
    }

    private static final class Engine {
        private final RuntimeInstance velocity = new RuntimeInstance();
        /** Forgetting takes as long as rendering: it is done where there may be something to forget. */
        private boolean mayRemember = true;

        Engine(boolean gateway) {
            velocity.setProperty("runtime.log.logsystem", new NullLogChute());
            velocity.setProperty("velocimacro.library", "");
            velocity.setProperty("file.resource.loader.path", "/nonexistent");
            velocity.setProperty("parser.pool.class", OneParser.class.getName());
            velocity.setProperty("velocimacro.permissions.allow.inline", String.valueOf(!gateway));
            velocity.init();
            if (gateway) {
                velocity.removeDirective("evaluate");
                velocity.getApplicationEventCartridge().addEventHandler(new EmptyText());
            }
        }

        String render(String template, Context context) {
            if (mayRemember) forget();
            mayRemember = template.contains("macro") || template.contains("evaluate");
            BoundedWriter output = new BoundedWriter();
            velocity.evaluate(context, output, "template", template);
            return output.toString();
        }

        /** What a template leaves behind in an engine is its macros, in the factory, and their names, in the parser. */
        private void forget() {
            VelocimacroFactory macros = new VelocimacroFactory(velocity);
            macros.initVelocimacro();
            try {
                MACROS.set(velocity, macros);
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
            OneParser.renew(velocity);
        }

        private static final Field MACROS;

        static {
            try {
                MACROS = RuntimeInstance.class.getDeclaredField("vmFactory");
                MACROS.setAccessible(true);
            } catch (NoSuchFieldException another) {
                throw new AssertionError("this is not Velocity 1.7", another);
            }
        }
    }

    /** The parser of a template reads its interpolated strings too, as the first parser of the stock pool would. */
    public static final class OneParser implements ParserPool {
        private static final Map<RuntimeServices, OneParser> POOLS = new ConcurrentHashMap<>();
        private Parser parser;

        @Override
        public void initialize(RuntimeServices services) {
            POOLS.put(services, this);
        }

        static void renew(RuntimeServices services) {
            POOLS.get(services).parser = services.createNewParser();
        }

        @Override
        public Parser get() {
            Parser taken = parser;
            parser = null;
            return taken;
        }

        @Override
        public void put(Parser returned) {
            returned.ReInit((CharStream) null);
            parser = returned;
        }
    }

    private static final class EmptyText implements InvalidReferenceEventHandler {
        @Override
        public Object invalidGetMethod(Context context, String reference, Object object, String property, Info info) {
            return "";
        }

        @Override
        public boolean invalidSetMethod(Context context, String left, String right, Info info) {
            return false;
        }

        @Override
        public Object invalidMethod(Context context, String reference, Object object, String method, Info info) {
            return "";
        }
    }

    private static final class BoundedWriter extends Writer {
        private final StringWriter text = new StringWriter();

        @Override
        public void write(char[] characters, int from, int count) {
            text.write(characters, from, count);
            if (text.getBuffer().length() > LONGEST_OUTPUT) throw new Unanswered("the output is too long");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class ValueReader {
        private final String source;
        private int at;

        ValueReader(String source) {
            this.source = source;
        }

        Object value() {
            char kind = source.charAt(at++);
            switch (kind) {
                case 'n': return null;
                case 't': return true;
                case 'f': return false;
                case 'i': return integer(new BigInteger(upToSemicolon()));
                case 'd': return Double.valueOf(upToSemicolon());
                case 's': return text(upToSemicolon());
                case 'l': return list();
                case 'm': return map();
                default: throw new IllegalArgumentException("no kind of value: " + kind + " at " + (at - 1) + " of " + source);
            }
        }

        private List<Object> list() {
            List<Object> list = new ArrayList<>();
            while (source.charAt(at) != '.') list.add(value());
            at++;
            return list;
        }

        private Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            while (source.charAt(at) != '.') {
                String key = text(upToSemicolon());
                map.put(key, value());
            }
            at++;
            return map;
        }

        private String upToSemicolon() {
            int end = source.indexOf(';', at);
            String field = source.substring(at, end);
            at = end + 1;
            return field;
        }

        private static Object integer(BigInteger number) {
            if (number.bitLength() < 32) return number.intValue();
            if (number.bitLength() < 64) return number.longValue();
            return number;
        }
    }

    private static String text(String digits) {
        return new String(HexFormat.of().parseHex(digits), UTF_8);
    }

    private static String answer(String kind, String text) {
        StringBuilder answer = new StringBuilder(kind.length() + 1 + 4 * text.length()).append(kind).append('\t');
        for (char unit : text.toCharArray()) answer.append(HexFormat.of().toHexDigits(unit));
        return answer.toString();
    }

    /** Answers wait in the buffer while more requests are at hand. */
    private static void print(String answer) {
        ANSWERS.print(answer);
        ANSWERS.print('\n');
        try {
            if (!REQUESTS.ready()) ANSWERS.flush();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
        if (ANSWERS.checkError()) throw new IllegalStateException("nobody reads the answers");
    }
}
