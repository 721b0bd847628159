-- Sends the requests of a file in turn: a line that starts with a slash is a GET, any other the body of a POST to /graphql.
local requests, at = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    if line:sub(1, 1) == "/" then
      requests[#requests + 1] = wrk.format("GET", line)
    else
      requests[#requests + 1] = wrk.format("POST", "/graphql", { ["Content-Type"] = "application/json" }, line)
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
