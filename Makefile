.PHONY: all test format lint clean

all:
	swift build -c release --static-swift-stdlib --product lectern

test: lint
	CI=1 swift test

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

format:
	swift format --in-place --recursive Sources Tests Package.swift

clean:
	rm -rf .build
