-- The load of one target: GETs of the paths in a list, in an order that the
-- seed determines.
--
--   wrk -s load.lua URL -- LIST SEED ["Name: value" ...]

local requests = {}


function init(args)
    for i = 3, #args do
        local name, value = args[i]:match("^([^:]+): (.*)$")
        wrk.headers[name] = value
    end

    for path in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("GET", path)
    end

    math.randomseed(tonumber(args[2]))
end


function request()
    return requests[math.random(#requests)]
end


function done(summary)
    local errors = summary.errors

    io.write(("counted %d %d %d %d\n"):format(
        summary.requests, summary.bytes, summary.duration,
        errors.connect + errors.read + errors.write + errors.status
        + errors.timeout))
end
